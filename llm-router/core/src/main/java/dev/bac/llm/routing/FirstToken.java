package dev.bac.llm.routing;

import java.util.function.Consumer;

/** Passes text on and remembers that there was some: after it, nobody else may begin an answer. */
final class FirstToken implements Consumer<String> {
    private final Consumer<String> onText;
    private boolean spoken;

    FirstToken(Consumer<String> onText) {
        this.onText = onText;
    }

    @Override
    public void accept(String text) {
        spoken = true;
        onText.accept(text);
    }

    boolean spoken() {
        return spoken;
    }
}
