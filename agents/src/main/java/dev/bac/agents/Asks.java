package dev.bac.agents;

/**
 * Where a run keeps its talks with the agents that are asked in it, each under the key of the call that asks. A run that
 * is taken up again finds each as it stood, and asks nobody twice.
 */
public interface Asks {

    /**
     * A question to an agent.
     *
     * @param key of the call that asks; unique in the run
     * @param asker name of the agent that asks
     */
    record Question(String key, String asker, Agent agent, String text) {}

    /**
     * A talk as it stands.
     *
     * @param spent what it has used before
     */
    record Talk(Transcript transcript, Allowance spent) {}

    /** The talk under this key: as it stood, or begun with the question. */
    Talk open(Question question);

    /** How a talk ended, or that it waits. */
    void ended(String key, Run outcome);
}
