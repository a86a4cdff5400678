package dev.bac.mcp.modern;

import dev.bac.identity.Caller;
import dev.bac.mcp.wire.Params;
import dev.bac.mcp.wire.Resource;
import java.util.ArrayList;
import java.util.List;

/** What {@code resources/list} shows, all pages of it. */
final class Listings {
    private static final int MOST_PAGES = 50;

    private Listings() {}

    static List<String> uris(Offer offer, Caller caller) {
        var uris = new ArrayList<String>();
        String cursor = null;
        for (int page = 0; page < MOST_PAGES; page++) {
            var listed = offer.resources(caller, new Params.Page(cursor));
            listed.resources().stream().map(Resource::uri).forEach(uris::add);
            cursor = listed.nextCursor();
            if (cursor == null) {
                break;
            }
        }
        return uris;
    }
}
