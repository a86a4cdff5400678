package dev.bac.tools.mcp.session;

import dev.bac.identity.Caller;
import java.time.Duration;

/** Who attends to a call while it runs: answers the server's questions and hears how far it is. */
public interface Attendant {

    /** False when no question can be answered, and then servers are told not to ask. */
    boolean answers();

    /** Longest that an answer may take; a call of an earlier revision stays open so much longer. */
    default Duration patience() {
        return Duration.ZERO;
    }

    /** Blocks until the person answers, at most as long as the implementation allows. */
    Answer answer(Caller caller, Question question);

    /** Called on a thread of the connection; it must be quick. */
    void progress(Caller caller, Progress progress);

    /** For calls without anybody: questions are declined, progress is not told. */
    static Attendant none() {
        return new Attendant() {
            @Override
            public boolean answers() {
                return false;
            }

            @Override
            public Answer answer(Caller caller, Question question) {
                return new Answer.Declined();
            }

            @Override
            public void progress(Caller caller, Progress progress) {
                // Nobody listens.
            }
        };
    }
}
