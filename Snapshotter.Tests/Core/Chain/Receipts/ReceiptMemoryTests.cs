using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Snapshotter.Core.Chain.Receipts;
using Snapshotter.Core.Epochs;
using Snapshotter.Core.Preloading;
using Snapshotter.Ethereum.Models;
using Snapshotter.Ethereum.RecordedChains;
using Snapshotter.Tests.Ethereum.JsonRpc;
using Snapshotter.Tests.Ethereum.RecordedChains;
using Snapshotter.Tests.Support;

namespace Snapshotter.Tests.Core.Chain.Receipts;

public sealed class ReceiptMemoryTests
{
    [Theory]
    [InlineData(17686129, 343, 732)]
    [InlineData(17686119, 231, 464)]
    public async Task A_blocks_receipts_are_preloaded_in_less_memory_than_twice_their_JSON(long number, int transactions, int logs)
    {
        var body = Encoding.UTF8.GetBytes(Chains.AskText(
            new RecordedChainRpc(Chains.Mainnet, FixedHead.AllOf(Chains.Mainnet)),
            $$"""[{"jsonrpc":"2.0","id":1,"method":"eth_getBlockReceipts","params":["0x{{number:x}}"]}]"""));
        using var endpoint = new SameAnswer(body);
        using var client = Clients.Create(Clients.Options("a"), endpoint);
        var reader = new ReceiptReader(client, DelegatedWork.Default, new FakeTime());
        var epoch = new Epoch(1, number, number);
        BlockHeader[] headers = [RecordedWorld.Mainnet.Header(number)];

        // The first run fills the pool of buffers that all requests share, and compiles the code.
        await ReadAsync();
        var thread = Environment.CurrentManagedThreadId;
        var before = GC.GetAllocatedBytesForCurrentThread();
        var receipts = await ReadAsync();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        // Otherwise another thread would have done, and allocated, a part of it.
        Environment.CurrentManagedThreadId.Should().Be(thread);
        receipts.Should().HaveCount(transactions);
        receipts.Sum(static receipt => receipt.Logs.Length).Should().Be(logs);

        // All that was allocated, for parsing and for proving the receipts too, so no more than this can be kept either.
        allocated.Should().BeLessThan(2L * body.Length);

        async Task<TransactionReceipt[]> ReadAsync()
        {
            var batch = client.CreateBatch("test");
            var requests = reader.AddTo(batch, [number]);
            await batch.SendAsync(CancellationToken.None);
            return (await reader.TakeAsync(epoch, headers, requests, CancellationToken.None))[0].Receipts;
        }
    }

    private sealed class SameAnswer(byte[] body) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = new ReadOnlyMemoryContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = content });
        }
    }
}
