"""The online store: orders, what is in their baskets, how they are paid and delivered."""
