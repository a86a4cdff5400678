package dev.bac.orchestrator.platform;

import dev.bac.identity.Grants;
import dev.bac.orchestrator.access.Company;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.http.Body;
import dev.bac.orchestrator.http.Resource;
import dev.bac.orchestrator.http.ServerResource;
import dev.bac.orchestrator.servers.ForeignServers;
import dev.bac.orchestrator.servers.OurIdentity;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.tools.Toolbox;
import dev.bac.tools.mcp.session.Attendant;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The servers of others that the configuration names. */
record Foreign(ForeignServers servers, Settings settings, String publicUrl) implements AutoCloseable {

    static Foreign open(
            Settings settings, Access access, Grants grants, String publicUrl, Attendant attendant, Clock clock) {
        var key = SealingKey.of(settings.server().data(), new SecureRandom());
        var ground = new ForeignServers.Ground(access.store(), key, grants, Platform.POLICY, clock);
        var servers = new ForeignServers(
                settings.tools().servers(), ground, attendant, publicUrl, (tenant, slug) -> access.companies()
                        .find(slug)
                        .map(Company::id)
                        .filter(tenant::equals)
                        .isPresent());
        return new Foreign(servers, settings, publicUrl);
    }

    /** After ours, so that the order of ours stays as it is. */
    Map<String, Toolbox> beside(Map<String, Toolbox> ours) {
        var all = new LinkedHashMap<>(ours);
        all.putAll(servers.toolboxes());
        return all;
    }

    Resource resource() {
        return new ServerResource(
                servers, new OurIdentity(publicUrl), new Body(settings.limits().bodyBytes()));
    }

    @Override
    public void close() {
        servers.close();
    }
}
