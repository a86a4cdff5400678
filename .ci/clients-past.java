import com.nimbusds.jwt.SignedJWT;
import dev.bac.identity.Caller;
import dev.bac.identity.Channel;
import dev.bac.identity.Role;
import dev.bac.identity.Scope;
import dev.bac.identity.TenantId;
import dev.bac.identity.TokenIssuer;
import dev.bac.identity.UserId;
import dev.bac.orchestrator.instance.InstanceFile;
import dev.bac.orchestrator.platform.Access;
import dev.bac.orchestrator.platform.Storage;
import dev.bac.store.PostgresAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Prints the access token of the second argument as it would have been made ten minutes ago, signed with the key of the
 * instance that runs on the data folder of the first. Run by .ci/clients, for nobody waits until a token expires.
 */
final class Past {
    public static void main(String[] arguments) throws Exception {
        var instance = InstanceFile.find(Path.of(arguments[0])).orElseThrow();
        var claims = SignedJWT.parse(arguments[1]).getJWTClaimsSet();
        var caller = new Caller(
                new TenantId(UUID.fromString(claims.getStringClaim("tenant"))),
                new UserId(UUID.fromString(claims.getSubject())),
                claims.getStringClaim("name"),
                claims.getStringListClaim("roles").stream()
                        .map(label -> Role.valueOf(label.toUpperCase(Locale.ROOT)))
                        .collect(Collectors.toSet()),
                Arrays.stream(claims.getStringClaim("scope").split(" ")).map(Scope::new).collect(Collectors.toSet()),
                Channel.MCP,
                Optional.empty());
        Clock now = Clock.systemUTC();
        try (var storage = Storage.beside(PostgresAddress.parse(instance.database()), now, UUID::randomUUID)) {
            var ring = Access.open(storage.database(), now, UUID::randomUUID).ring();
            var before = new TokenIssuer(
                    claims.getIssuer(), ring, Clock.offset(now, Duration.ofMinutes(-10)), UUID::randomUUID);
            String client = claims.getStringClaim("client_id");
            System.out.println(before.mint(
                    caller, claims.getAudience().getFirst(), TokenIssuer.LONGEST_LIFE, Optional.of(client)));
        }
    }
}
