"""Parts of screens. Whatever shows a player's or an author's text shows it as data, never as markup."""
