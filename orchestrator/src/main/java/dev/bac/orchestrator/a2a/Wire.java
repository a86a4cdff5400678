package dev.bac.orchestrator.a2a;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is sent, field by field as A2A 1.0 names it (section 4; JSON of protocol buffers). */
public final class Wire {
    static final String VERSION = "1.0";
    static final String TEXT = "text/plain";
    static final String MARKDOWN = "text/markdown";

    private Wire() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(String text, String mediaType) {
        static List<Part> of(String text) {
            return List.of(new Part(text, MARKDOWN));
        }
    }

    record Message(String messageId, String contextId, String taskId, String role, List<Part> parts) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Status(String state, @Nullable Message message, String timestamp) {}

    record Artifact(String artifactId, String name, List<Part> parts) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Task(
            String id,
            String contextId,
            Status status,
            @Nullable List<Artifact> artifacts,
            @Nullable List<Message> history) {}

    record StatusUpdate(String taskId, String contextId, Status status) {}

    record ArtifactUpdate(String taskId, String contextId, Artifact artifact, boolean append, boolean lastChunk) {}

    /** One of its fields is there: a message's answer, or one event of a stream. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Event(
            @Nullable Task task,
            @Nullable StatusUpdate statusUpdate,
            @Nullable ArtifactUpdate artifactUpdate) {
        static Event of(Task task) {
            return new Event(task, null, null);
        }

        static Event of(StatusUpdate update) {
            return new Event(null, update, null);
        }

        static Event of(ArtifactUpdate update) {
            return new Event(null, null, update);
        }
    }

    record Tasks(List<Task> tasks, String nextPageToken, int pageSize, int totalSize) {}

    record Interface(String url, String protocolBinding, String protocolVersion) {}

    record Provider(String url, String organization) {}

    record Capabilities(boolean streaming, boolean pushNotifications, boolean extendedAgentCard) {}

    record Http(String scheme, String description) {}

    record Code(String authorizationUrl, String tokenUrl, Map<String, String> scopes, boolean pkceRequired) {}

    record Flows(Code authorizationCode) {}

    record Oauth2(Flows flows, String oauth2MetadataUrl) {}

    /** One of its fields is there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Scheme(
            @Nullable Http httpAuthSecurityScheme, @Nullable Oauth2 oauth2SecurityScheme) {}

    record Words(List<String> list) {}

    record Requirement(Map<String, Words> schemes) {}

    record Skill(String id, String name, String description, List<String> tags, List<String> examples) {}

    /** What an agent is and how it is reached (section 8). */
    public record Card(
            String name,
            String description,
            List<Interface> supportedInterfaces,
            Provider provider,
            String version,
            String documentationUrl,
            Capabilities capabilities,
            Map<String, Scheme> securitySchemes,
            List<Requirement> securityRequirements,
            List<String> defaultInputModes,
            List<String> defaultOutputModes,
            List<Skill> skills) {}
}
