package dev.bac.agents.format;

/**
 * Something wrong in a file, with the place and what to do.
 *
 * @param line from 1
 * @param column from 1
 */
public record Problem(String file, int line, int column, String message) {

    /** {@code sales/lead-intake.yaml:12:5: unknown key "toolz"; did you mean "tools"?} */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
