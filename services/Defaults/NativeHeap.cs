using System.Runtime.InteropServices;

namespace OnRecord.Defaults;

/// <summary>
/// The memory of native libraries (SQLite, TLS, compression). glibc gives each thread that allocates a heap of its own, up to eight a core, and each of them keeps what was
/// freed in between: with work that moves between the threads of a pool their sum grew by 60 MB in the first thousand articles, and by nothing with two heaps in all.
/// </summary>
internal static partial class NativeHeap
{
    // M_ARENA_MAX of malloc.h.
    private const int MostArenas = -8;
    private const int Arenas = 2;

    /// <summary>Keeps heaps few from here on. What the operator has set (MALLOC_ARENA_MAX) stands; other systems and C libraries are left alone.</summary>
    public static void Bound()
    {
        if (OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("MALLOC_ARENA_MAX") is null
            && NativeLibrary.TryGetExport(NativeLibrary.GetMainProgramHandle(), "mallopt", out _))
        {
            _ = SetOption(MostArenas, Arenas);
        }
    }

    [LibraryImport("libc", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}
