// Package report composes what the research found into a Document and a Book, which its rooms pdf and sheet write.
//
// Compose and ComposeBook read a Store and decide every word and number; the writers only decide where they stand.
// Equal data and an equal Spec give equal values: the date comes from the Spec, never from the clock.
package report
