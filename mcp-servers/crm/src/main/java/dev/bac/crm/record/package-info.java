/** What is done to records of any kind: owner, team, tags and own fields. */
@NullMarked
package dev.bac.crm.record;

import org.jspecify.annotations.NullMarked;
