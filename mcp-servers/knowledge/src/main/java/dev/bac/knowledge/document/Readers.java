package dev.bac.knowledge.document;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import org.jdbi.v3.core.statement.SqlStatement;

/**
 * Who sees a collection, and with it its documents and passages: everybody, or the roles that it names, and admins
 * always. A collection that somebody does not see answers like one that is not there.
 */
public final class Readers {
    /** For a WHERE clause over {@code collection AS c}; bind it with {@link #bind}. */
    public static final String SEES = "(:sees_all OR c.readers = '{}' OR c.readers && CAST(:sees_roles AS text[]))";

    private Readers() {}

    /** Binds what {@link #SEES} names. */
    public static <S extends SqlStatement<S>> S bind(S statement, Caller caller) {
        return statement
                .bind("sees_all", caller.roles().contains(Role.ADMIN))
                .bind("sees_roles", caller.roles().stream().map(Role::label).toArray(String[]::new));
    }
}
