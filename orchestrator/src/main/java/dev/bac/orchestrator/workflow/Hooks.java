package dev.bac.orchestrator.workflow;

import dev.bac.agents.workflow.Expression;
import dev.bac.agents.workflow.Trigger;
import dev.bac.identity.TenantId;
import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import dev.bac.orchestrator.servers.SealingKey;
import dev.bac.store.Store;
import dev.bac.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Starts runs for signed requests from outside. What is signed is the time and the body: {@code HMAC-SHA256(secret,
 * timestamp + "." + body)}. A request that is older or newer than five minutes is refused, and so is one that came
 * before: its signature starts one run.
 */
public final class Hooks {
    private static final Duration TOLERANCE = Duration.ofMinutes(5);
    private static final int SECRET_BYTES = 32;

    private final Store store;
    private final Catalogue catalogue;
    private final Starts starts;
    private final Companies companies;
    private final SealingKey seal;
    private final SecureRandom random;
    private final InstantSource clock;

    Hooks(Workflows.Ground ground, Catalogue catalogue, Starts starts, SecureRandom random, InstantSource clock) {
        this.store = ground.store();
        this.companies = ground.companies();
        this.seal = ground.seal();
        this.catalogue = catalogue;
        this.starts = starts;
        this.random = random;
        this.clock = clock;
    }

    /** A request as it came. */
    public record Request(String timestamp, String signature, String body) {}

    /** Makes the secret that a sender signs with; an earlier one works no more. It is shown this once. */
    public String renew(TenantId tenant, String name) {
        if (trigger(tenant, name).isEmpty()) {
            throw Refusal.invalid("name", "The workflow has no webhook among its triggers.");
        }
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String kept = Base64.getEncoder().encodeToString(seal.seal(place(tenant, name), secret));
        store.write(tenant, tx -> tx.sql()
                .createUpdate("""
                        INSERT INTO workflow_hook (workflow, secret, made_at) VALUES (:workflow, :secret, :now)
                        ON CONFLICT (tenant_id, workflow) DO UPDATE
                        SET secret = excluded.secret, made_at = excluded.made_at
                        """)
                .bind("workflow", name)
                .bind("secret", kept)
                .bind("now", tx.now())
                .execute());
        return secret;
    }

    /**
     * Starts a run.
     *
     * @throws Refusal when there is no such webhook or the signature is not right, which look the same from outside;
     *     when the request is too old, or came before; when its body is no JSON object
     */
    public UUID accept(TenantId tenant, String name, Request request) {
        var secret = companies.find(tenant).flatMap(_ -> secret(tenant, name));
        var entry = companies
                .find(tenant)
                .flatMap(_ -> catalogue.find(tenant, name))
                .filter(Catalogue.Entry::enabled);
        var trigger = trigger(tenant, name);
        if (secret.isEmpty() || entry.isEmpty() || trigger.isEmpty() || !signed(secret.get(), request)) {
            throw Refusal.of(ProblemCode.UNAUTHORIZED, "There is no such webhook, or the signature is not right.");
        }
        if (Duration.between(sent(request.timestamp()), clock.instant()).abs().compareTo(TOLERANCE) > 0) {
            throw Refusal.of(ProblemCode.EXPIRED, "The request is older than five minutes, or its clock is wrong.");
        }
        ObjectNode body = body(request.body());
        if (!wanted(trigger.get(), body)) {
            throw Refusal.invalid("", "The workflow does not want such a request.");
        }
        var begin = new Starts.Begin(
                WorkflowRun.Cause.WEBHOOK,
                Optional.of("webhook/" + request.signature()),
                JsonNodeFactory.instance.objectNode(),
                Optional.of(body));
        return starts.start(tenant, entry.get(), begin)
                .orElseThrow(() -> Refusal.of(ProblemCode.CONFLICT, "The request came before."));
    }

    private static boolean wanted(Trigger.OnWebhook trigger, ObjectNode body) {
        Map<String, JsonNode> variables = Map.of("event", body);
        try {
            return trigger.when().isEmpty() || trigger.when().get().holds(variables);
        } catch (Expression.Failed untold) {
            return false;
        }
    }

    private Optional<Trigger.OnWebhook> trigger(TenantId tenant, String name) {
        return companies
                .find(tenant)
                .flatMap(_ -> catalogue.find(tenant, name))
                .flatMap(entry -> entry.workflow().triggers().stream()
                        .filter(Trigger.OnWebhook.class::isInstance)
                        .map(Trigger.OnWebhook.class::cast)
                        .findFirst());
    }

    private Optional<String> secret(TenantId tenant, String name) {
        return store.read(tenant, tx -> sealed(tx, name))
                .flatMap(kept ->
                        seal.open(place(tenant, name), Base64.getDecoder().decode(kept)));
    }

    private static Optional<String> sealed(Tx tx, String name) {
        return tx.sql()
                .createQuery("SELECT secret FROM workflow_hook WHERE workflow = :workflow")
                .bind("workflow", name)
                .mapTo(String.class)
                .findOne();
    }

    private static String place(TenantId tenant, String name) {
        return "webhook/" + tenant + "/" + name;
    }

    private static boolean signed(String secret, Request request) {
        String signature = sign(secret, request.timestamp(), request.body());
        return MessageDigest.isEqual(
                signature.getBytes(StandardCharsets.UTF_8), request.signature().getBytes(StandardCharsets.UTF_8));
    }

    /** The signature of a request, as its sender makes it. */
    public static String sign(String secret, String timestamp, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return "v1="
                    + HexFormat.of().formatHex(mac.doFinal((timestamp + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static Instant sent(String timestamp) {
        return timestamp.matches("\\d{1,12}") ? Instant.ofEpochSecond(Long.parseLong(timestamp)) : Instant.EPOCH;
    }

    private static ObjectNode body(String text) {
        try {
            if (WorkflowRuns.JSON.readTree(text) instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException wrong) {
            throw Refusal.of(ProblemCode.BAD_JSON, "The body is not JSON.");
        }
        throw Refusal.invalid("", "The body must be a JSON object.");
    }
}
