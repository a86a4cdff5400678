package dev.bac.llm.vendor;

import dev.bac.llm.ChatRequest;
import dev.bac.llm.ChatResponse;
import dev.bac.llm.ModelException.Kind;
import dev.bac.llm.Original;
import dev.bac.llm.SignOfLife;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One call in the format it came in: sent on as it is, each event read once and handed on unchanged. */
public final class PassedCall implements VendorHttp.Lines {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String DONE = "[DONE]";

    private final Endpoint vendor;
    private final Original.Events reader;
    private final Consumer<String> onText;
    private final Passage.Reading reading;
    private final AlikeEvents alike;
    private String data = "";
    private boolean alive;

    private PassedCall(Endpoint vendor, Original.Events reader, Consumer<String> onText, Passage.Reading reading) {
        this.vendor = vendor;
        this.reader = reader;
        this.onText = onText;
        this.reading = reading;
        this.alike = new AlikeEvents(reading.field());
    }

    /** Makes the call on this thread. */
    public static ChatResponse make(
            Endpoint vendor,
            Passage passage,
            Original came,
            ChatRequest request,
            VendorHttp http,
            Consumer<String> onText) {
        var call = new PassedCall(vendor, came.events(), onText, passage.reading(vendor));
        byte[] body = JSON.writeValueAsBytes(passage.body(came.body(), request));
        came.events().pauses(true);
        try {
            return call.made(passage, body, request, http);
        } catch (RuntimeException failed) {
            came.events().forget();
            throw failed;
        } finally {
            came.events().pauses(false);
        }
    }

    private ChatResponse made(Passage passage, byte[] body, ChatRequest request, VendorHttp http) {
        try (var deadline = new Deadline(request.timeout())) {
            http.post(vendor, passage.address(vendor), passage.headers(vendor), body, deadline, this);
            end();
        }
        if (!reading.whole()) {
            throw vendor.failure(Kind.TRANSIENT, "the answer was cut off");
        }
        return reading.answer(request.model());
    }

    @Override
    public boolean next(String line) {
        if (line.isEmpty()) {
            end();
        } else if (line.startsWith("data:")) {
            int start = line.startsWith("data: ") ? "data: ".length() : "data:".length();
            data = data.isEmpty() ? line.substring(start) : data + "\n" + line.substring(start);
        }
        return true;
    }

    @Override
    public void pause() {
        reader.pause();
    }

    private void end() {
        if (!data.isEmpty()) {
            String event = data;
            data = "";
            alike.text(event).ifPresentOrElse(text -> said(event, text), () -> received(event));
        }
    }

    private void said(String event, String text) {
        reading.text(text);
        reader.text(event, text);
        onText.accept(text);
    }

    private void received(String event) {
        VendorError.inStream(vendor, event).ifPresent(failure -> {
            throw failure;
        });
        if (!alive) {
            alive = true;
            SignOfLife.tell(onText);
        }
        if (event.strip().equals(DONE)) {
            return;
        }
        JsonNode node;
        String text;
        try {
            node = JSON.readTree(event);
            text = reading.event(node);
        } catch (JacksonException unreadable) {
            throw vendor.failure(
                    Kind.TRANSIENT,
                    "the answer cannot be read (" + unreadable.getClass().getSimpleName() + ")");
        }
        if (reading.onlyText(node)) {
            alike.learn(event, text);
        }
        boolean heard = reader.event(event, node);
        if (heard || !text.isEmpty()) {
            onText.accept(text);
        }
    }
}
