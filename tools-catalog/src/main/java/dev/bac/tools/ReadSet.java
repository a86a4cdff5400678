package dev.bac.tools;

import tools.jackson.databind.JsonNode;

/**
 * What one of our own servers read for a result. It means something to that server only, which says whether it still
 * stands: {@code <server>_reads_check}.
 */
public record ReadSet(String server, JsonNode token) {}
