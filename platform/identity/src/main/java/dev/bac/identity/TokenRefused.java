package dev.bac.identity;

/** A credential that lets nobody in. The reason is for our log; the caller learns only that it was refused. */
public final class TokenRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TokenRefused(String reason) {
        super(reason, null, false, false);
    }
}
