// Compiles src/**/*.sol into artifacts/*.json, one for each contract that can be deployed. With --check, writes nothing and fails
// when an artifact is not what the source gives. The same source gives the same bytes on any machine.
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const artifacts = join(here, "artifacts");
const pinned = JSON.parse(readFileSync(join(here, "package.json"), "utf8")).devDependencies.solc;
const codeLimit = 24576; // EIP-170

// The compiler lies beside package.json, or where test.sh keeps its tools.
const modules = [join(here, "node_modules"), join(here, "..", "artifacts", "tools", "node_modules")].find((folder) => existsSync(join(folder, "solc")));
if (modules === undefined) fail(`solc ${pinned} is needed: run "npm install" in contracts/.`);
const solc = createRequire(join(modules, "resolve.js"))("solc");
if (!solc.version().startsWith(`${pinned}+`)) fail(`solc ${pinned} is needed, not ${solc.version()}: run "npm install" in contracts/.`);

const sources = Object.fromEntries(
  readdirSync(join(here, "src"), { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".sol"))
    .sort()
    .map((name) => [name, { content: readFileSync(join(here, "src", name), "utf8") }]),
);

const settings = {
  optimizer: { enabled: true, runs: 200 },
  // Chains that lag behind mainnet run this code too.
  evmVersion: "paris",
  // Without it a comment would change the code.
  metadata: { appendCBOR: false, bytecodeHash: "none" },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.object"], "": ["ast"] } },
};

const output = JSON.parse(solc.compile(JSON.stringify({ language: "Solidity", sources, settings })));
const messages = output.errors ?? [];
if (messages.length > 0) fail(messages.map((message) => message.formattedMessage).join("\n"));

const wanted = new Map();
for (const [file, contracts] of Object.entries(output.contracts)) {
  for (const [name, contract] of Object.entries(contracts)) {
    const runtime = contract.evm.deployedBytecode.object;
    if (!file.endsWith(`/${name}.sol`) || runtime === "" || isLibrary(file, name)) continue;
    if (runtime.length / 2 > codeLimit) fail(`${name} has ${runtime.length / 2} bytes of code; ${codeLimit} are the limit.`);
    wanted.set(`${name}.json`, artifactOf(file, name, contract));
  }
}

if (process.argv.includes("--check")) check();
else write();

function artifactOf(file, name, contract) {
  const artifact = {
    contractName: name,
    sourceName: file,
    compiler: solc.version(),
    evmVersion: settings.evmVersion,
    sourceSha256: hashOf(file),
    abi: contract.abi,
    bytecode: `0x${contract.evm.bytecode.object}`,
    deployedBytecode: `0x${contract.evm.deployedBytecode.object}`,
  };
  return `${JSON.stringify(artifact, null, 2)}\n`;
}

// The hash of the file and of all that it imports, each as "name\ncontent", in the order of their names.
function hashOf(file) {
  const reached = new Set();
  const visit = (name) => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const node of output.sources[name].ast.nodes) if (node.nodeType === "ImportDirective") visit(node.absolutePath);
  };
  visit(file);
  const hash = createHash("sha256");
  for (const name of [...reached].sort()) hash.update(`${name}\n${sources[name].content}`);
  return hash.digest("hex");
}

function isLibrary(file, name) {
  return output.sources[file].ast.nodes.some((node) => node.name === name && node.contractKind === "library");
}

function write() {
  rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts);
  for (const [name, text] of wanted) writeFileSync(join(artifacts, name), text);
  console.log(`${wanted.size} contracts compiled with solc ${solc.version()}.`);
}

function check() {
  const present = existsSync(artifacts) ? readdirSync(artifacts) : [];
  const stale = [...wanted].filter(([name, text]) => !present.includes(name) || readFileSync(join(artifacts, name), "utf8") !== text).map(([name]) => name);
  const superfluous = present.filter((name) => !wanted.has(name));
  if (stale.length + superfluous.length > 0) fail(`Not what the source gives: ${[...stale, ...superfluous].join(", ")}. Run "npm run build" in contracts/.`);
  console.log(`${wanted.size} artifacts are what the source gives.`);
}

function fail(message) {
  console.error(message);
  process.exit(1);
}
