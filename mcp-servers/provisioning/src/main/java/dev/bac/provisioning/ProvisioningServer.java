package dev.bac.provisioning;

import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.Tool;
import dev.bac.provisioning.activation.ActivationStore;
import dev.bac.provisioning.activation.ActivationTools;
import dev.bac.provisioning.activation.BusinessActivateTool;
import dev.bac.provisioning.activation.WorkflowTools;
import dev.bac.provisioning.preset.PresetListTool;
import dev.bac.provisioning.preset.Presets;
import java.util.ArrayList;

/** Provisioning as a server. */
public final class ProvisioningServer {
    private ProvisioningServer() {}

    /** Its tools and its part in a tenant's life. */
    public static DomainServer declare(Presets presets) {
        var activations = new ActivationStore();

        var tools = new ArrayList<Tool<?, ?>>();
        tools.add(new PresetListTool(presets).tool());
        tools.add(new BusinessActivateTool(activations, presets).tool());
        tools.addAll(new ActivationTools(activations).tools());
        tools.addAll(new WorkflowTools(activations, presets).tools());

        return new DomainServer(
                        "provisioning",
                        "Provisioning",
                        "Sets up complete new businesses from an industry preset and tells how far that has come. Setting up needs"
                                + " a person's approval and takes a moment: ask for its status afterwards.",
                        "dev/bac/provisioning/migrations",
                        tools,
                        new ProvisioningTenantLife())
                .withResources(new RecordResource(
                                "provisioning://activations/{id}",
                                "activation",
                                "Activation",
                                "How far a new business has come",
                                "provisioning_activation_status",
                                "activation",
                                null)
                        .listed("provisioning_activation_list", "number", "businessName", "state"))
                .withPlaybooks("provisioning_new_business")
                .withSkills("new-business");
    }
}
