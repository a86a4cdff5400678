package dev.bac.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.llm.ModelException.Kind;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailureClassTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    429 | insufficient_quota      | You exceeded your current quota               | QUOTA
                    429 | rate_limit_exceeded     | Rate limit reached                            | RATE_LIMIT
                    429 | RESOURCE_EXHAUSTED      | Quota exceeded for requests per minute        | RATE_LIMIT
                    400 | invalid_request_error   | Your credit balance is too low                | QUOTA
                    402 | billing_error           | pay                                           | QUOTA
                    400 | context_length_exceeded | maximum context length is 8192                | TOO_LONG
                    400 | invalid_request_error   | prompt is too long: 210000 tokens > 200000    | TOO_LONG
                    400 | INVALID_ARGUMENT        | The input token count exceeds the maximum number of tokens allowed | TOO_LONG
                    413 | request_too_large       | too large                                     | TOO_LONG
                    400 | API_KEY_INVALID         | API key not valid                             | AUTH
                    401 | invalid_api_key         | Incorrect API key                             | AUTH
                    403 | permission_error        | may not                                       | AUTH
                    400 | content_filter          | filtered                                      | REFUSED
                    529 | overloaded_error        | Overloaded                                    | OVERLOADED
                    0   | overloaded_error        | Overloaded                                    | OVERLOADED
                    503 | UNAVAILABLE             | The model is overloaded                       | OVERLOADED
                    0   | rate_limit_error        | slow down                                     | RATE_LIMIT
                    504 | DEADLINE_EXCEEDED       | late                                          | TIMEOUT
                    408 | timeout                 | late                                          | TIMEOUT
                    404 | model_not_found         | no such model                                 | UNAVAILABLE
                    400 | invalid_request_error   | temperature too high                          | BAD_REQUEST
                    422 | unprocessable           | no                                            | BAD_REQUEST
                    500 | server_error            | oops                                          | TRANSIENT
                    0   | api_error               | oops                                          | TRANSIENT
                    """)
    void readsTheVendorsWordsBeforeTheStatus(int status, String code, String message, Kind kind) {
        assertThat(FailureClass.of(status, Set.of(code), message)).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void whatMayBeRetriedMayAlsoFallBack(Kind kind) {
        assertThat(FailureClass.mayFallBack(kind) || !FailureClass.mayRetry(kind))
                .isTrue();
    }

    @Test
    void aCancelledOrWrongRequestGoesNowhereElse() {
        assertThat(FailureClass.mayFallBack(Kind.CANCELLED)).isFalse();
        assertThat(FailureClass.mayFallBack(Kind.BAD_REQUEST)).isFalse();
        assertThat(FailureClass.mayFallBack(Kind.REFUSED)).isFalse();
    }
}
