package dev.bac.orchestrator.approval;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a foreign server asks the person for whom its tool runs. Exactly one of the two is there.
 *
 * @param schema a flat object of fields to be filled in
 * @param url an address where something is to be done, to be shown in full
 */
public record AskedForm(
        @Nullable ObjectNode schema, @Nullable String url) {}
