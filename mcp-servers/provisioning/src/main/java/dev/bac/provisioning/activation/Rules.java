package dev.bac.provisioning.activation;

import dev.bac.mcp.Entitlements;
import dev.bac.provisioning.feature.Feature;
import dev.bac.provisioning.profile.Profile;
import java.util.Arrays;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a business may do by its plan and features, as every server keeps it. */
public final class Rules {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Rules() {}

    /** In the form of {@link Entitlements}. */
    public static ObjectNode of(Profile profile) {
        var closed = Arrays.stream(Feature.values())
                .filter(feature -> !profile.has(feature))
                .map(feature -> new Entitlements.Closed(feature.key(), feature.tools()))
                .toList();
        var limits = profile.plan().limits().entrySet().stream()
                .map(limit -> new Entitlements.Limit(limit.getKey(), limit.getValue()))
                .toList();
        return JSON.valueToTree(new Entitlements(closed, limits));
    }
}
