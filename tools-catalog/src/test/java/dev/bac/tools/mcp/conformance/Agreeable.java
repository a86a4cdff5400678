package dev.bac.tools.mcp.conformance;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.WireJson;
import dev.bac.tools.mcp.session.Answer;
import dev.bac.tools.mcp.session.Attendant;
import dev.bac.tools.mcp.session.Progress;
import dev.bac.tools.mcp.session.Question;

/** Agrees to everything and fills in nothing, so that defaults must do. */
final class Agreeable implements Attendant {

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public Answer answer(Caller caller, Question question) {
        return new Answer.Accepted(WireJson.object());
    }

    @Override
    public void progress(Caller caller, Progress progress) {
        System.err.println(progress);
    }
}
