/** What every vendor's adapter needs: an endpoint, HTTP with limits, a deadline, and tool schemas to send. */
@NullMarked
package dev.bac.llm.vendor;

import org.jspecify.annotations.NullMarked;
