package dev.bac.mcp.skill;

import dev.bac.mcp.wire.CacheScope;
import dev.bac.mcp.wire.Resource;
import dev.bac.mcp.wire.ResourceContents;
import dev.bac.mcp.wire.Result;
import dev.bac.mcp.wire.RpcError;
import dev.bac.mcp.wire.RpcException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The skills of one server. They are part of the product, the same for everybody who may reach the server, and change
 * with its next release only.
 */
public record Skills(List<Skill> all) {
    public static final Skills NONE = new Skills(List.of());

    private static final long KEPT = Duration.ofHours(1).toMillis();
    private static final String FOLDER = "inode/directory";

    public Skills {
        all = List.copyOf(all);
    }

    /** Those of several servers. */
    public static Skills of(Collection<Skills> several) {
        return new Skills(several.stream().flatMap(some -> some.all().stream()).toList());
    }

    /** Answers {@code skills/list}, on one page. */
    public Result.Skills list(@Nullable String cursor) {
        onePage(cursor);
        return new Result.Skills(all.stream().map(Skills::entry).toList(), null, KEPT, CacheScope.PUBLIC);
    }

    /**
     * Answers {@code skills/get}.
     *
     * @throws RpcException when no skill's {@code SKILL.md} has that address
     */
    public Result.SkillFound get(String uri) {
        return all.stream()
                .filter(skill -> skill.uri().equals(uri))
                .findFirst()
                .map(skill -> new Result.SkillFound(entry(skill), KEPT, CacheScope.PUBLIC))
                .orElseThrow(() -> new RpcException(RpcError.INVALID_PARAMS, "params.uri: there is no such skill"));
    }

    /**
     * Answers {@code resources/directory/read}, on one page.
     *
     * @throws RpcException when no folder of a skill has that address
     */
    public Result.Resources children(String uri, @Nullable String cursor) {
        onePage(cursor);
        String folder = uri.endsWith("/") ? uri : uri + "/";
        var children = new LinkedHashMap<String, Resource>();
        for (var skill : all) {
            for (var file : skill.files()) {
                String address = skill.uriOf(file);
                if (address.startsWith(folder) && folder.startsWith(skill.folder() + "/")) {
                    int end = address.indexOf('/', folder.length());
                    var child = end < 0 ? resource(skill, file) : folder(address.substring(0, end));
                    children.putIfAbsent(child.uri(), child);
                }
            }
        }
        if (children.isEmpty()) {
            throw new RpcException(RpcError.INVALID_PARAMS, "params.uri: there is no such folder of a skill");
        }
        return new Result.Resources(List.copyOf(children.values()), null, KEPT, CacheScope.PUBLIC);
    }

    /** The {@code SKILL.md} of each, for {@code resources/list}. */
    public Stream<Resource> listed() {
        return all.stream().map(skill -> resource(skill, skill.files().getFirst()));
    }

    /** Answers {@code resources/read} of a skill's file; empty when there is none of that address. */
    public Optional<Result.ResourceRead> read(String uri) {
        return all.stream()
                .filter(skill -> uri.startsWith(skill.folder() + "/"))
                .flatMap(skill ->
                        skill.files().stream().filter(file -> skill.uriOf(file).equals(uri)))
                .findFirst()
                .map(file -> new Result.ResourceRead(
                        List.of(ResourceContents.text(uri, SkillFile.MARKDOWN, file.text())), KEPT, CacheScope.PUBLIC));
    }

    private static dev.bac.mcp.wire.Skill entry(Skill skill) {
        return dev.bac.mcp.wire.Skill.of(
                skill.uri(),
                skill.frontmatter(),
                skill.files().stream()
                        .map(file -> new dev.bac.mcp.wire.Skill.File(skill.uriOf(file), file.digest(), file.size()))
                        .toList());
    }

    private static Resource resource(Skill skill, SkillFile file) {
        boolean main = file.path().equals(SkillFile.MAIN);
        return new Resource(
                skill.uriOf(file),
                main ? skill.name() : file.path(),
                null,
                main ? skill.description() : null,
                SkillFile.MARKDOWN,
                file.size(),
                null);
    }

    private static Resource folder(String uri) {
        return new Resource(uri, uri.substring(uri.lastIndexOf('/') + 1), null, null, FOLDER, null, null);
    }

    private static void onePage(@Nullable String cursor) {
        if (cursor != null) {
            throw new RpcException(RpcError.INVALID_PARAMS, "params.cursor is none that this server gave");
        }
    }
}
