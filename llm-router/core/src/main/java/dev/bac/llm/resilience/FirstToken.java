package dev.bac.llm.resilience;

import java.util.function.Consumer;

/** Passes text on and remembers that there was some: after it, nobody else may begin an answer. */
final class FirstToken implements Consumer<String> {
    private final Consumer<String> onText;
    private final Runnable onFirst;
    private boolean spoken;

    FirstToken(Consumer<String> onText) {
        this(onText, () -> {});
    }

    /** @param onFirst told once, before the first piece is passed on */
    FirstToken(Consumer<String> onText, Runnable onFirst) {
        this.onText = onText;
        this.onFirst = onFirst;
    }

    @Override
    public void accept(String text) {
        if (!spoken) {
            spoken = true;
            onFirst.run();
        }
        onText.accept(text);
    }

    boolean spoken() {
        return spoken;
    }
}
