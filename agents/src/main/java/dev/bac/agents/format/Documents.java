package dev.bac.agents.format;

import java.util.List;
import java.util.Optional;

/** What every document of {@code bac/v1} begins with. */
final class Documents {
    private Documents() {}

    /** The keys of a document of that kind. */
    static Fields root(String text, String file, String kind, Findings findings) {
        if (!(Yaml.parse(text, file) instanceof Yaml.Keys keys)) {
            throw new FormatException(
                    List.of(new Problem(file, 1, 1, "a file is a mapping; begin with apiVersion: bac/v1")));
        }
        var root = new Fields(keys, findings, "");
        root.read("apiVersion", "", "bac/v1", version -> Optional.of(version).filter("bac/v1"::equals));
        root.read("kind", "", kind, written -> Optional.of(written).filter(kind::equals));
        AgentFile.require(root, "apiVersion", "kind", "metadata");
        return root;
    }
}
