package dev.bac.orchestrator.platform;

import dev.bac.orchestrator.approval.ApprovalMessage;
import dev.bac.orchestrator.config.Settings;
import dev.bac.orchestrator.servers.SealCheck;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.orchestrator.telemetry.Telemetry;
import dev.bac.store.UpkeepLimits;
import dev.bac.store.UuidV7;
import dev.bac.tools.Toolbox;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What all parts stand on: settings, clock, ids, the port, the database, who may do what.
 *
 * @param baseUrl where this process answers
 * @param publicUrl where browsers and clients find it
 */
record Ground(
        Settings settings,
        Clock clock,
        Supplier<UUID> ids,
        int port,
        String baseUrl,
        String publicUrl,
        Storage storage,
        Access access,
        Access.Signing signing,
        Telemetry telemetry,
        PrometheusMeterRegistry metrics,
        String node) {

    static Ground open(Settings settings, Map<String, String> environment, Clock clock, Started started) {
        Supplier<UUID> ids = new UuidV7(clock, new SecureRandom());
        int port = Ports.claim(settings.server().host(), settings.server().port());
        String baseUrl = "http://" + Ports.reachable(settings.server().host()) + ":" + port;
        String publicUrl = settings.identity().url().orElse(baseUrl);
        Telemetry telemetry = started.opened(telemetry(environment));
        Storage storage = started.opened(Storage.open(settings, clock, ids));
        Access access = Access.open(storage.database(), clock, ids);
        checkSeal(settings, storage, access);
        Access.Signing signing = access.signing(publicUrl, settings.identity(), clock, ids);
        started.opened(storage.database().startUpkeep(UpkeepLimits.usual()));
        return new Ground(
                settings,
                clock,
                ids,
                port,
                baseUrl,
                publicUrl,
                storage,
                access,
                signing,
                telemetry,
                Meters.registry(),
                "node-" + ids.get());
    }

    /** Takes approvals to those who may decide, through the messaging server among these tools. */
    ApprovalMessage approvalMessage(Toolbox toolbox) {
        return new ApprovalMessage(
                toolbox, signing.grants(), new ApprovalMessage.Ways(clock, ids, publicUrl, Platform.POLICY));
    }

    /** Nodes on one database read each other's secrets; on our own one there is nobody else. */
    private static void checkSeal(Settings settings, Storage storage, Access access) {
        var data = settings.server().data();
        var key = SealingKey.of(data, new SecureRandom());
        if (SealCheck.fits(access.store(), key)) {
            return;
        }
        if (!storage.alone()) {
            throw new StartRefused("%s is not the key of the other nodes on this database; copy seal.key from the data"
                            .formatted(data.resolve("seal.key"))
                    + " folder of a node that works into this one");
        }
        SealCheck.replace(access.store(), key);
    }

    private static Telemetry telemetry(Map<String, String> environment) {
        try {
            return Telemetry.from(environment);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("OTEL_EXPORTER_OTLP_ENDPOINT is no URL: " + e.getMessage());
        }
    }
}
