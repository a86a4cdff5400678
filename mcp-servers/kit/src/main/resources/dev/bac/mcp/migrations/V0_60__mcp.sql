-- What serving MCP keeps in every domain's schema.

-- Seals what clients carry between two rounds of a request; all copies of a server share it.
CREATE TABLE mcp_key (
    id smallint PRIMARY KEY CHECK (id = 1),
    key bytea NOT NULL CHECK (length(key) = 32)
);
SELECT bac_share('mcp_key');
