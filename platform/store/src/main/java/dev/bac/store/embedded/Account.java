package dev.bac.store.embedded;

import dev.bac.store.embedded.PostgresFailure.NoPrograms;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The account the server runs under. PostgreSQL refuses to run as root, so root starts it in a user namespace, where
 * it has lost its powers and still owns its files, or where those are forbidden, as nobody.
 */
sealed interface Account {
    Duration PROBE_LIMIT = Duration.ofSeconds(10);
    String ROOT = "0";
    String NOBODY = "65534";

    /** What is put before each command. */
    List<String> prefix();

    /** Makes a folder usable for the server. */
    default void own(Path folder) throws IOException {}

    /** True when the account can use programs in root's or the user's own cache. */
    default boolean sharesUserCache() {
        return true;
    }

    static Account choose(Machine machine) {
        if (!machine.isRoot()) {
            return new Own();
        }
        if (works(new UserNamespace())) {
            return new UserNamespace();
        }
        if (works(new Nobody())) {
            return new Nobody();
        }
        throw new NoPrograms(
                "PostgreSQL does not run as root, and neither unshare nor setpriv (util-linux) works here;"
                        + " run bac as an ordinary user",
                null);
    }

    private static void giveTo(String user, Path folder) throws IOException {
        Folders.give(
                folder, folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(user));
    }

    private static boolean works(Account account) {
        try {
            List<String> probe = new ArrayList<>(account.prefix());
            probe.addAll(List.of("id", "-u"));
            Programs.Outcome outcome = Programs.execute(probe, PROBE_LIMIT);
            return outcome.succeeded() && !outcome.output().equals("0");
        } catch (NoPrograms e) {
            return false;
        }
    }

    /** An ordinary user. */
    record Own() implements Account {
        @Override
        public List<String> prefix() {
            return List.of();
        }
    }

    /** Root without its powers: files keep their owner. */
    record UserNamespace() implements Account {
        @Override
        public List<String> prefix() {
            return List.of("unshare", "-U");
        }

        @Override
        public void own(Path folder) throws IOException {
            giveTo(ROOT, folder); // another user may have had it
        }
    }

    /** The user nobody, to whom the server's folder is given. */
    record Nobody() implements Account {
        @Override
        public List<String> prefix() {
            return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
        }

        @Override
        public void own(Path folder) throws IOException {
            giveTo(NOBODY, folder);
        }

        @Override
        public boolean sharesUserCache() {
            return false;
        }
    }
}
