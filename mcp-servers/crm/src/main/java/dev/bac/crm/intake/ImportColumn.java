package dev.bac.crm.intake;

import dev.bac.mcp.Arg;

/** What a column of a table means. */
public record ImportColumn(
        @Arg("The column, as the header calls it") String column,

        @Arg("The field: name, firstName, lastName, email, phone, owner, team, tags, externalId, number, custom.<key>;"
                + " or ignore. A dry run tells all fields and what is proposed")
        String field) {}
