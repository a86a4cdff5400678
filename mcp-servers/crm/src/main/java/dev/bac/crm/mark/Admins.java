package dev.bac.crm.mark;

import dev.bac.identity.Caller;
import dev.bac.identity.Role;
import dev.bac.mcp.ToolRefusal;

/** What only an admin of the tenant may do: how the CRM is set up. */
public final class Admins {
    private Admins() {}

    /** @throws ToolRefusal {@code forbidden} for anybody else */
    public static void only(Caller caller, String what) {
        if (!caller.roles().contains(Role.ADMIN)) {
            throw new ToolRefusal("forbidden", "Only an admin may " + what + "; ask one.");
        }
    }
}
