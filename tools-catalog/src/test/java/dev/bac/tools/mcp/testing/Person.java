package dev.bac.tools.mcp.testing;

import dev.bac.identity.Caller;
import dev.bac.tools.mcp.session.Answer;
import dev.bac.tools.mcp.session.Attendant;
import dev.bac.tools.mcp.session.Progress;
import dev.bac.tools.mcp.session.Question;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Answers every question in the same way, and remembers what was asked and told. */
public final class Person implements Attendant {
    public final List<Question> questions = new CopyOnWriteArrayList<>();
    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final List<Progress> progress = new CopyOnWriteArrayList<>();
    private final Function<Question, Answer> answers;

    public Person(Function<Question, Answer> answers) {
        this.answers = answers;
    }

    @Override
    public boolean answers() {
        return true;
    }

    @Override
    public Answer answer(Caller caller, Question question) {
        questions.add(question);
        asked.add(caller.name());
        return answers.apply(question);
    }

    @Override
    public void progress(Caller caller, Progress told) {
        progress.add(told);
    }
}
