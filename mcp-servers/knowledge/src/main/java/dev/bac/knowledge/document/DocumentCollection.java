package dev.bac.knowledge.document;

import java.util.List;
import java.util.UUID;

/**
 * Documents that belong together, and who may read them.
 *
 * @param name short and unique in the company, such as {@code policies}
 * @param readers roles that see it; empty for everybody in the company
 * @param version counts every change of its passages
 * @param removedAt the version at which passages last went away
 * @param passages how many it holds
 */
public record DocumentCollection(
        UUID id, String name, String title, List<String> readers, long version, long removedAt, int passages) {
    public DocumentCollection {
        readers = List.copyOf(readers);
    }
}
