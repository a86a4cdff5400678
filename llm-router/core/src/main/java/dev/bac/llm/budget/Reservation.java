package dev.bac.llm.budget;

/** What is set aside for one call. It ends once; ending it again changes nothing. */
public interface Reservation {

    /** Books what the call really took, more than was reserved if so it was. */
    void settle(Amounts actual);

    /** The call took nothing. */
    void release();
}
