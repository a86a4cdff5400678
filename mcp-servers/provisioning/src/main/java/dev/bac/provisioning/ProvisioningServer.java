package dev.bac.provisioning;

import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.Tool;
import dev.bac.provisioning.activation.ActivationStore;
import dev.bac.provisioning.activation.ActivationTools;
import dev.bac.provisioning.activation.BusinessActivateTool;
import dev.bac.provisioning.activation.Domains;
import dev.bac.provisioning.activation.ProfileTools;
import dev.bac.provisioning.activation.Requests;
import dev.bac.provisioning.activation.Spares;
import dev.bac.provisioning.activation.WorkflowTools;
import dev.bac.provisioning.feature.FeatureFlags;
import dev.bac.provisioning.life.OrderTools;
import dev.bac.provisioning.plan.PlanListTool;
import dev.bac.provisioning.preset.PresetListTool;
import dev.bac.provisioning.preset.Presets;
import dev.bac.provisioning.profile.Profiles;
import java.util.ArrayList;

/** Provisioning as a server. */
public final class ProvisioningServer {
    private ProvisioningServer() {}

    /** Its tools and its part in a tenant's life. */
    public static DomainServer declare(Presets presets) {
        var activations = new ActivationStore();
        var domains = new Domains();
        var spares = new Spares();
        var profiles = new Profiles(presets, FeatureFlags.open());
        var requests = new Requests(activations, domains, spares, presets);

        var tools = new ArrayList<Tool<?, ?>>();
        tools.add(new PresetListTool(presets).tool());
        tools.add(new PlanListTool().tool());
        tools.add(new BusinessActivateTool(requests, profiles).tool());
        tools.addAll(new ProfileTools(requests, profiles).tools());
        tools.addAll(new ActivationTools(activations).tools());
        tools.addAll(new WorkflowTools(activations, presets, domains, spares).tools());
        tools.addAll(new OrderTools(activations, presets, profiles, domains).tools());

        return new DomainServer(
                        "provisioning",
                        "Provisioning",
                        "Sets up complete new businesses from an industry preset and tells how far that has come. Setting up needs"
                                + " a person's approval and takes a moment: ask for its status afterwards.",
                        "dev/bac/provisioning/migrations",
                        tools,
                        new ProvisioningTenantLife())
                .withResources(
                        new RecordResource(
                                        "provisioning://activations/{id}",
                                        "activation",
                                        "Activation",
                                        "How far a new business has come",
                                        "provisioning_activation_status",
                                        "activation",
                                        null)
                                .listed("provisioning_activation_list", "number", "businessName", "state"),
                        new RecordResource(
                                "provisioning://schemas/{id}",
                                "schema",
                                "Schema of business profiles",
                                "The JSON Schema that a business profile is written by; read provisioning://schemas/business-profile",
                                "provisioning_profile_schema",
                                "name",
                                null))
                .withOnRequest("provisioning_profile")
                .withPlaybooks("provisioning_new_business")
                .withSkills("new-business");
    }
}
