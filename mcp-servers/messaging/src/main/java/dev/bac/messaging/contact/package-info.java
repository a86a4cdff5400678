/** People the company writes to: their addresses, languages and tags. */
@NullMarked
package dev.bac.messaging.contact;

import org.jspecify.annotations.NullMarked;
