package dev.bac.llm.planner.slots;

/** What an argument is about, judged by its schema, its name and its description. */
public enum Role {
    EMAIL,
    PHONE,
    LINK,
    DATE,
    TIME,
    CURRENCY,
    AMOUNT,
    PERCENT,
    LIMIT,
    SORT,
    CURSOR,
    PERSON,
    COMPANY,
    PLACE,
    NAME,
    CODE,
    RECORD,
    PROSE,
    NUMBER,
    FLAG,
    CHOICE,
    /** Words to search for. */
    QUERY,
    OTHER
}
