package dev.bac.llm.resilience;

import dev.bac.llm.SignOfLife;
import java.util.function.Consumer;

/** Passes text on and remembers that there was some: after it, nobody else may begin an answer. */
final class FirstToken implements Consumer<String>, SignOfLife {
    private final Consumer<String> onText;
    private final Runnable onFirst;
    private boolean begun;
    private boolean spoken;

    FirstToken(Consumer<String> onText) {
        this(onText, () -> {});
    }

    /** @param onFirst told once, at the first sign of life or the first text */
    FirstToken(Consumer<String> onText, Runnable onFirst) {
        this.onText = onText;
        this.onFirst = onFirst;
    }

    @Override
    public void accept(String text) {
        begin();
        spoken = true;
        onText.accept(text);
    }

    @Override
    public void alive() {
        begin();
        SignOfLife.tell(onText);
    }

    private void begin() {
        if (!begun) {
            begun = true;
            onFirst.run();
        }
    }

    boolean begun() {
        return begun;
    }

    boolean spoken() {
        return spoken;
    }
}
