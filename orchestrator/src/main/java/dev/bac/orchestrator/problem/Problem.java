package dev.bac.orchestrator.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A problem as it is sent (RFC 9457). */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
        String type,
        String title,
        int status,
        String code,
        String detail,
        @Nullable String field,
        @Nullable String remedy,
        @Nullable String instance) {

    public static Problem of(Refusal refusal, Optional<String> instance) {
        return new Problem(
                "/docs#" + refusal.code().label(),
                refusal.code().title(),
                refusal.code().status(),
                refusal.code().label(),
                refusal.detail(),
                refusal.field().orElse(null),
                refusal.remedy().orElse(null),
                instance.orElse(null));
    }
}
