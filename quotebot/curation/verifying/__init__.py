"""Are the quotes word for word in their source texts, and were they when somebody last looked?"""
