package dev.bac.store.embedded;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * What decides which programs run and how.
 *
 * @param os {@code linux}, {@code darwin} or {@code windows}
 * @param arch {@code x86_64} or {@code arm_64}, as the published archives are named
 */
record Machine(String os, String arch) {

    static Machine current() {
        return of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Machine of(String osName, String osArch) {
        String name = osName.toLowerCase(Locale.ROOT);
        String os = name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
        String arch =
                switch (osArch.toLowerCase(Locale.ROOT)) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> osArch;
                };
        return new Machine(os, arch);
    }

    boolean isWindows() {
        return os.equals("windows");
    }

    boolean isRoot() {
        return !isWindows() && new UnixSystem().getUid() == 0;
    }

    /** Class-path name of the archive with the programs. */
    String archive() {
        return "/postgres-" + os + "-" + arch + ".txz";
    }

    String program(String name) {
        return isWindows() ? name + ".exe" : name;
    }

    /** Where this user's programs keep what can be made again. */
    Path userCache(Map<String, String> environment) {
        String home = System.getProperty("user.home", "");
        return switch (os) {
            case "darwin" -> Path.of(home, "Library", "Caches", "bac");
            case "windows" ->
                Path.of(environment.getOrDefault("LOCALAPPDATA", home)).resolve("bac");
            default ->
                Path.of(environment.getOrDefault("XDG_CACHE_HOME", home + "/.cache"))
                        .resolve("bac");
        };
    }
}
