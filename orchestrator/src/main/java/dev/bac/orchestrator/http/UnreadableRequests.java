package dev.bac.orchestrator.http;

import dev.bac.orchestrator.problem.Problem;
import dev.bac.orchestrator.problem.ProblemCode;
import dev.bac.orchestrator.problem.Refusal;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what Jetty refuses before any of our code sees it, such as an address that is not UTF-8. */
final class UnreadableRequests extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        Refusal refusal = status == 400
                ? Refusal.of(ProblemCode.BAD_ENCODING, "The request line or a header cannot be read.")
                : Problems.ofStatus(status);
        response.setStatus(refusal.code().status());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/problem+json");
        byte[] body = Json.MAPPER.writeValueAsBytes(Problem.of(refusal, Optional.empty()));
        response.write(true, ByteBuffer.wrap(body), callback);
        return true;
    }
}
