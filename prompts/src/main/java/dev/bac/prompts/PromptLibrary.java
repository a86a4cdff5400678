package dev.bac.prompts;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The prompts that can be referred to, by name and version. */
public final class PromptLibrary {
    private final Map<String, Prompt> prompts = new TreeMap<>();

    private PromptLibrary(Collection<Prompt> prompts) {
        for (var prompt : prompts) {
            if (this.prompts.put(prompt.ref(), prompt) != null) {
                throw new PromptException(prompt.ref() + " is there twice");
            }
        }
    }

    /** The prompts that ship with the product. */
    public static PromptLibrary shipped() {
        return read(TextFolder.read(
                Objects.requireNonNull(PromptLibrary.class.getResource("library"), "the library of prompts"), ".md"));
    }

    /** From files: path and text. */
    public static PromptLibrary read(Map<String, String> files) {
        return new PromptLibrary(files.entrySet().stream()
                .map(file -> PromptFile.parse(file.getValue(), file.getKey()))
                .toList());
    }

    /** The prompt by {@code name@version}. */
    public Optional<Prompt> find(String ref) {
        return Optional.ofNullable(prompts.get(ref));
    }

    /** Every reference that can be found, sorted. */
    public List<String> refs() {
        return List.copyOf(prompts.keySet());
    }
}
