package dev.bac.store.embedded;

import org.jspecify.annotations.Nullable;

/** The embedded server cannot be had. The message is one line that says what is wrong and how to mend it. */
public abstract sealed class PostgresFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    PostgresFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** There are no PostgreSQL programs for this machine, or they cannot be unpacked or run. */
    public static final class NoPrograms extends PostgresFailure {
        private static final long serialVersionUID = 1;

        NoPrograms(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** Another process works on this data folder. */
    public static final class FolderInUse extends PostgresFailure {
        private static final long serialVersionUID = 1;

        FolderInUse(String message) {
            super(message, null);
        }
    }

    /** The data folder was written by another major version of PostgreSQL. */
    public static final class OtherVersion extends PostgresFailure {
        private static final long serialVersionUID = 1;

        OtherVersion(String message) {
            super(message, null);
        }
    }

    /** The data folder lacks a part, or cannot be written. */
    public static final class FolderUnusable extends PostgresFailure {
        private static final long serialVersionUID = 1;

        FolderUnusable(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    /** A server runs on the data folder that does not prove to be this folder's own. */
    public static final class ForeignServer extends PostgresFailure {
        private static final long serialVersionUID = 1;

        ForeignServer(String message) {
            super(message, null);
        }
    }

    /** The server does not start or does not stop in time; its log says why. */
    public static final class WillNotRun extends PostgresFailure {
        private static final long serialVersionUID = 1;

        WillNotRun(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }
}
