/** What vendors report of messages afterwards: late, early, repeated and in any order. */
@NullMarked
package dev.bac.messaging.report;

import org.jspecify.annotations.NullMarked;
