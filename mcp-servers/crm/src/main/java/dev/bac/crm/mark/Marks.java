package dev.bac.crm.mark;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What any record can carry.
 *
 * @param version 1 for a new record, one more with every change
 * @param owner the name of the colleague who looks after it
 * @param team whose it is; null when everybody's
 * @param tags in alphabetical order
 * @param custom the tenant's own fields, by key
 */
public record Marks(
        int version, @Nullable String owner, @Nullable UUID team, List<String> tags, ObjectNode custom) {
    /** The columns {@link #read} wants. */
    public static final String COLUMNS = "version, owner, team_id, tags, custom";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Marks {
        tags = List.copyOf(tags);
    }

    /** Of a record that nobody has marked yet. */
    public static Marks none() {
        return new Marks(1, null, null, List.of(), JsonNodeFactory.instance.objectNode());
    }

    /** Of a new record that is somebody's. */
    public static Marks ownedBy(String owner) {
        return new Marks(1, owner, null, List.of(), JsonNodeFactory.instance.objectNode());
    }

    /** Of a row that holds {@link #COLUMNS}. */
    public static Marks read(ResultSet row) throws SQLException {
        return new Marks(
                row.getInt("version"),
                row.getString("owner"),
                row.getObject("team_id", UUID.class),
                Arrays.asList((String[]) row.getArray("tags").getArray()),
                (ObjectNode) JSON.readTree(row.getString("custom")));
    }
}
