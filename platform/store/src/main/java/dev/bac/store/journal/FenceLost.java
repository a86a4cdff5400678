package dev.bac.store.journal;

/** Another node has taken the lease over: whatever was about to be written is not. */
public final class FenceLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    FenceLost(Fence fence) {
        super("lease " + fence.name() + " of epoch " + fence.epoch() + " has been taken over; stop this work");
    }
}
