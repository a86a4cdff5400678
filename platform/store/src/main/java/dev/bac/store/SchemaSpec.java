package dev.bac.store;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A domain's schema.
 *
 * @param name lower-case, at most 40 characters; its roles are {@code <name>_owner}, {@code <name>_app} and
 *     {@code <name>_relay}
 * @param migrationFolders class-path folders such as {@code dev/bac/crm/migrations} with files {@code V1__….sql};
 *     versions below 1 are the store's own
 */
public record SchemaSpec(String name, List<String> migrationFolders) {
    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{0,39}");

    public SchemaSpec {
        if (!FORM.matcher(name).matches() || name.startsWith("pg_") || name.equals("public")) {
            throw new IllegalArgumentException("not a schema name: " + name);
        }
        migrationFolders = List.copyOf(migrationFolders);
    }

    String owner() {
        return name + "_owner";
    }

    String app() {
        return name + "_app";
    }

    String relay() {
        return name + "_relay";
    }
}
