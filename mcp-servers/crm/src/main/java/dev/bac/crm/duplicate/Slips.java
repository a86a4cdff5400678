package dev.bac.crm.duplicate;

/**
 * Slips of the pen between two texts: letters left out, put in, changed, or changed over with their neighbour (optimal
 * string alignment; Damerau 1964).
 */
final class Slips {
    private Slips() {}

    /** How many there are, or {@code most} + 1 when there are more than {@code most}. */
    static int between(String one, String other, int most) {
        if (Math.abs(one.length() - other.length()) > most) {
            return most + 1;
        }
        int[] before = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] now = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            now[0] = i;
            int least = i;
            for (int j = 1; j <= other.length(); j++) {
                boolean same = one.charAt(i - 1) == other.charAt(j - 1);
                int slips = Math.min(Math.min(last[j], now[j - 1]) + 1, last[j - 1] + (same ? 0 : 1));
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    slips = Math.min(slips, before[j - 2] + 1);
                }
                now[j] = slips;
                least = Math.min(least, slips);
            }
            if (least > most) {
                return most + 1;
            }
            int[] free = before;
            before = last;
            last = now;
            now = free;
        }
        return Math.min(last[other.length()], most + 1);
    }
}
