/** XML from outside, read without document types and entities. */
@NullMarked
package dev.bac.finance.xml;

import org.jspecify.annotations.NullMarked;
