//! Items as people see them: HTML for a screen and for paper, and what a form sends read back to a response.
//! Nothing here knows a key: what it is given has none.
