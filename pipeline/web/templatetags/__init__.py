"""Small helps for templates."""
