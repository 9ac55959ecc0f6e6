using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Snapshotter.Core.Storage.Sqlite;

/// <summary>
/// Gives the embedded SQLite a sleep of microseconds. The library in the package was built without usleep, so that a reader that meets
/// a commit and wants to wait one microsecond sleeps for a whole second.
/// </summary>
internal static unsafe partial class SqliteSleep
{
    private static readonly bool IsInstalled = Install();

    /// <summary>Puts it in place, once per process. Called after the library is loaded and before the first connection.</summary>
    public static void Ensure() => _ = IsInstalled;

    private static bool Install()
    {
        // On Windows the library sleeps in milliseconds by itself.
        if (OperatingSystem.IsWindows()) return false;
        var fileSystem = FindFileSystem(null);
        if (fileSystem is null) return false;
        fileSystem->Sleep = &Sleep;
        return true;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sleep(FileSystem* fileSystem, int microseconds)
    {
        _ = SleepMicroseconds((uint)microseconds);
        return microseconds;
    }

    [LibraryImport("libc", EntryPoint = "usleep")]
    private static partial int SleepMicroseconds(uint microseconds);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    private static partial FileSystem* FindFileSystem(byte* name);

    /// <summary>The head of sqlite3_vfs, whose layout SQLite keeps for good (https://sqlite.org/c3ref/vfs.html).</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct FileSystem
    {
        public int Version;
        public int FileSize;
        public int MaxPath;
        public nint Next;
        public nint Name;
        public nint AppData;
        public nint Open;
        public nint Delete;
        public nint Access;
        public nint FullPathname;
        public nint DlOpen;
        public nint DlError;
        public nint DlSym;
        public nint DlClose;
        public nint Randomness;
        public delegate* unmanaged[Cdecl]<FileSystem*, int, int> Sleep;
    }
}
