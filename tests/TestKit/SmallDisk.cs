using System.Diagnostics;
using System.Globalization;

namespace OnRecord.TestKit;

/// <summary>A file system of its own on a folder, in memory, that a test may make full. Mounting asks for root.</summary>
public sealed class SmallDisk : IDisposable
{
    // Grows with what is written; nothing here comes near.
    private const string Roomy = "8g";

    private readonly string _folder;

    private SmallDisk(string folder) => _folder = folder;

    /// <summary>Mounts it on an empty folder.</summary>
    /// <returns>Null where this may not be done.</returns>
    public static async Task<SmallDisk?> TryMountAsync(string folder) =>
        OperatingSystem.IsLinux() && await MountAsync("-t", "tmpfs", "-o", $"size={Roomy},mode=0755", "tmpfs", folder) ? new SmallDisk(folder) : null;

    /// <summary>Takes all room away that is not in use.</summary>
    public async Task FillAsync()
    {
        // What is written meanwhile makes the size too small, which the kernel refuses.
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var disk = new DriveInfo(_folder);
            var used = disk.TotalSize - disk.TotalFreeSpace;
            if (await MountAsync("-o", string.Create(CultureInfo.InvariantCulture, $"remount,size={used}"), _folder))
            {
                return;
            }
        }

        throw new InvalidOperationException($"{_folder} could not be made full.");
    }

    /// <summary>Gives room again.</summary>
    public async Task FreeAsync()
    {
        if (!await MountAsync("-o", $"remount,size={Roomy}", _folder))
        {
            throw new InvalidOperationException($"{_folder} stays full.");
        }
    }

    public void Dispose()
    {
        // Lazily: a process that was just killed may still hold a file.
        using var unmount = Process.Start(new ProcessStartInfo("umount", ["--lazy", _folder]) { RedirectStandardError = true })!;
        unmount.WaitForExit();
    }

    private static async Task<bool> MountAsync(params string[] arguments)
    {
        var (code, _, _) = await ProgramRun.ToEndAsync(new ProcessStartInfo("mount", arguments));
        return code == 0;
    }
}
